-- The rules of the Minhang quality policy for one claim a case with every fact known, as a user of a database would write
-- them: one row for each claim with what its applicant says. The same text runs on DuckDB, PostgreSQL and SQLite. An
-- amount that is NULL inside is no grant; settlement, history and unknown facts are not dealt with.
SELECT "case",
       CASE WHEN is_eligible THEN COALESCE(award_amount, 0) ELSE 0 END AS amount,
       is_eligible AND award_amount IS NOT NULL
         AND ("kind" = '闵行区政府质量奖' OR COALESCE("applicant.重点项目", FALSE)) AS is_referred
FROM (
  SELECT *,
         "on" BETWEEN '2022-03-01' AND '2027-02-28'
           AND "applicant.信用良好"
           AND NOT COALESCE("applicant.弄虚作假骗取资金", FALSE)
           AND CASE WHEN "applicant.kind" = '个人' THEN "applicant.任职于本区单位"
                    ELSE "applicant.注册在本区" AND "applicant.税务登记在本区" AND "applicant.符合产业发展规划"
                         AND "applicant.财务管理制度健全"
                         AND NOT ("applicant.组织形式" = '事业单位' AND "applicant.财政拨款方式" = '全额拨款')
               END AS is_eligible,
         CASE WHEN "applicant.kind" = '个人' THEN
           CASE "kind"
             WHEN '中国质量奖' THEN 20000
             WHEN '中国质量奖提名奖' THEN 20000
             WHEN '上海市市长质量奖' THEN 20000
             WHEN '上海市质量金奖' THEN 20000
             WHEN '闵行区政府质量奖' THEN 0
             WHEN '首席质量官任职资格证书' THEN
               CASE WHEN "区内企业任职期间获得" AND "被区内企业聘任" AND NOT "公益资格培训获证" THEN 3000 END
           END
         ELSE
           CASE "kind"
             WHEN '中国质量奖' THEN 1000000
             WHEN '中国质量奖提名奖' THEN 500000
             WHEN '上海市市长质量奖' THEN 500000
             WHEN '上海市质量金奖' THEN 250000
             WHEN '闵行区政府质量奖' THEN 0
             WHEN '重点产品质量振兴攻关成果奖' THEN
               CASE "等级" WHEN '一等奖' THEN 100000 WHEN '二等奖' THEN 50000 ELSE 20000 END
             WHEN '上海品牌认证' THEN CASE "stage" WHEN 'first' THEN 300000 ELSE 80000 END
             WHEN '质量品牌提升示范区' THEN CASE "级别" WHEN '国家级' THEN 1000000 ELSE 500000 END
             WHEN '标准制定' THEN
               CASE WHEN "级别" = '团体标准' AND NOT "被采信使用" THEN NULL
                    WHEN "级别" <> '团体标准' AND NOT "已发布" THEN NULL
                    WHEN "起草角色" = '第一起草者' THEN
                      CASE "级别" WHEN '国际标准' THEN 1000000 WHEN '国家标准' THEN 200000 WHEN '行业标准' THEN 200000
                                  ELSE 100000 END
                    ELSE
                      CASE "级别" WHEN '国际标准' THEN 500000 WHEN '国家标准' THEN 50000 WHEN '行业标准' THEN 50000
                                  ELSE 30000 END
               END
             WHEN '上海标准' THEN
               CASE WHEN "applicant.组织形式" IN ('企业', '事业单位') AND ("标准类型" = '企业标准' OR "第一作者") THEN 300000 END
             WHEN '标准化示范试点' THEN
               CASE WHEN "通过验收" THEN CASE "级别" WHEN '国家级' THEN 200000 ELSE 150000 END END
             WHEN '产业计量测试中心' THEN CASE "级别" WHEN '国家级' THEN 500000 ELSE 300000 END
             WHEN '测量管理体系认证' THEN
               CASE "评审" WHEN '首次认证' THEN 30000 WHEN '首次复评审' THEN 20000 ELSE 0 END
             WHEN '节能低碳认证' THEN CASE WHEN "首次通过" THEN 30000 END
           END
         END AS award_amount
  FROM applications
) AS judged
